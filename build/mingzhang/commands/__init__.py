"""The commands: one function per command, which reads its options and tells what came of it."""
