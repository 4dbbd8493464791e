package io.groundwatch.input.host;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The kernel's files of some host, out of one text in {@code src/test/resources/host}: {@code ==
 * path} and then the file's lines, {@code == path/} for a folder, {@code == path -> target} for a
 * link.
 */
final class HostTree {
  private static final String LINK = " -> ";

  private HostTree() {}

  /** Writes the files below {@code root}, over those that are there. */
  static void write(Path root, String name) throws IOException {
    for (String entry : text(name).split("(?m)^== ", -1)) {
      int end = entry.indexOf('\n');
      if (end > 0) {
        write(root, entry.substring(0, end), entry.substring(end + 1));
      }
    }
  }

  static String text(String name) throws IOException {
    try (InputStream in = HostTree.class.getResourceAsStream("/host/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void write(Path root, String heading, String content) throws IOException {
    if (heading.endsWith("/")) {
      Files.createDirectories(root.resolve(heading));
    } else if (heading.contains(LINK)) {
      String[] names = heading.split(LINK, 2);
      Path link = root.resolve(names[0]);
      Files.createDirectories(link.getParent());
      Files.createSymbolicLink(link, root.resolve(names[1]));
    } else {
      Path file = root.resolve(heading);
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    }
  }
}
