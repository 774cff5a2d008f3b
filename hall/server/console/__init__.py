"""The clerk's pages in a browser. They read the server's state and press the buttons of `/v1`; they keep none."""
