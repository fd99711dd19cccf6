import Glibc

/// Removes a file of ours that was not finished.
func removeFile(at path: String) {
  unlink(path)
}

/// The names in a folder of which a test of their bytes holds: other people's files may lie there by
/// the thousand.
func fileNames(
  in folder: String, where isWanted: (UnsafeRawBufferPointer.SubSequence) -> Bool
) -> [String] {
  guard let directory = opendir(folder) else { return [] }
  defer { closedir(directory) }
  var names: [String] = []
  while let entry = readdir(directory) {
    withUnsafeBytes(of: entry.pointee.d_name) { field in
      let name = field.prefix { $0 != 0 }
      if isWanted(name) { names.append(String(decoding: name, as: UTF8.self)) }
    }
  }
  return names
}

/// A file's bytes; nil for whatever isn't a file of 1 to `limit` bytes: nothing that lies there may
/// block.
func bytes(ofFileAt path: String, atMost limit: Int) -> [UInt8]? {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)
  guard descriptor >= 0 else { return nil }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG,
    (1...limit).contains(Int(status.st_size))
  else { return nil }
  var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
  var offset = 0
  while offset < bytes.count {
    let count = bytes.withUnsafeMutableBytes {
      Glibc.read(descriptor, $0.baseAddress.map { $0 + offset }, $0.count - offset)
    }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return nil }
    offset += count
  }
  return bytes
}
