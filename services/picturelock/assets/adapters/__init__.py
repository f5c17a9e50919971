"""Looking into files, with PyAV."""
