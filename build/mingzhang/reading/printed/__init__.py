"""Printed pages of any carrier (PDF, scans, OFD): characters and ruled lines on a page become lines of print and tables."""
