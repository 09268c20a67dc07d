"""PDFs: by their structure tree, or by their layout where there is none."""
