package io.groundwatch.input.host;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A small file of the kernel with a name and a number a line, as cgroups have many. */
final class KeyedFile {
  private KeyedFile() {}

  /** The numbers by name; none where there is no such file. */
  static Map<String, Long> read(Path path) {
    Map<String, Long> values = new HashMap<>();
    for (String line : ValueFile.text(path).orElse("").split("\n", -1)) {
      String[] words = line.split(" ", -1);
      if (words.length == 2) {
        values.put(words[0], ValueFile.number(words[1]));
      }
    }
    return values;
  }
}
