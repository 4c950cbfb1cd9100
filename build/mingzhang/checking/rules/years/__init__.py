"""Y: two years of one body side by side."""
