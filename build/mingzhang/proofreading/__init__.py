"""What is done with single files on this machine, without a portal: proofread, annotated, put right, shown."""
