"""What only the portal knows: every address it ever published, the versions of each account, who has which address.

`registers` reads the small files by which people settle what documents cannot say; `assigning` gives each account its
address and picks the version that is shown; `keeping` carries the history from portal to portal, checked and backed up;
`versions` tells what a replaced version printed otherwise; `retired` makes the pages of addresses that no longer are.
"""
