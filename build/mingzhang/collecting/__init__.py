"""Fetching documents from the pages that publish them, politely: only what a list names, only when asked to.

`address_list` reads the list, `permissions` asks each site's robots.txt, `downloads` fetches one address within bounds,
`page_links` finds the documents a page links to, `collection_log` remembers what was fetched, `rounds` puts them together.
"""
