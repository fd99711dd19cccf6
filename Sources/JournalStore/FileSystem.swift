import Glibc

/// Removes a file of ours that was not finished.
func removeFile(at path: String) {
  unlink(path)
}
