"""The build: from a folder of files to a portal, stage by stage, all of it or nothing."""
