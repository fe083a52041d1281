// The library carries only its resources; a library needs a source.
