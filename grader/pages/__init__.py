"""The quiz as a page: forms that work without JavaScript, marked on the server, served on this machine only."""
