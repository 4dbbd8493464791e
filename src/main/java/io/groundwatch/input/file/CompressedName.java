package io.groundwatch.input.file;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** How compressed generations are called. Stateless. */
final class CompressedName {
  /** Compressed generations are not lines; upstream passes over the same endings. */
  private static final Set<String> ENDINGS =
      Set.of("tar", "zst", "gz", "zip", "bz2", "rar", "xz", "lz4");

  /** Of what can be decompressed here. */
  private static final String READABLE = ".gz";

  private CompressedName() {}

  /** Whether it is that of a compressed file. */
  static boolean isOf(Path path) {
    String name = RotatedName.nameOf(path);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  /** Whether it is that of one that can be decompressed here. */
  static boolean isReadable(Path path) {
    String name = RotatedName.nameOf(path);
    return name.endsWith(READABLE) && name.length() > READABLE.length();
  }

  /** The path that a file had before it was compressed. */
  static Path plain(Path path) {
    String name = RotatedName.nameOf(path);
    return isReadable(path)
        ? path.resolveSibling(name.substring(0, name.length() - READABLE.length()))
        : path;
  }

  /** The paths that a file may have once it is compressed. */
  static List<Path> of(Path plain) {
    String name = RotatedName.nameOf(plain);
    return ENDINGS.stream().map(ending -> plain.resolveSibling(name + "." + ending)).toList();
  }
}
