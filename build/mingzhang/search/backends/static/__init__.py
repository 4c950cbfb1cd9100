"""Search on a host without any server, by Pagefind in the browser."""
