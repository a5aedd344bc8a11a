"""The library on disk: where its folders lie, and how its YAML is read with line numbers."""
