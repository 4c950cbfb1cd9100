"""What pages are made of: tables, prose with links, charts, anchors, words."""
