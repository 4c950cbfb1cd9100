"""The cache of a build: one file goes in, one shard comes out, named by the content of the file and the code that read it."""
