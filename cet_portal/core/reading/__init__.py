"""Lists that people send: from the bytes of a file to records of cells, in bounded memory."""
