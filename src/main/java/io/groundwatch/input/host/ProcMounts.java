package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Linux: what is mounted, from {@code /proc/self/mounts}: device, path, type and options, blanks
 * and backslashes written as three octal digits (fstab(5), proc_pid_mounts(5)). Of several mounts
 * on one path the last is listed, since it hides the others.
 */
final class ProcMounts implements Source<List<Mount>> {
  private static final int OCTAL = 8;
  private static final int ESCAPE_DIGITS = 3;

  private final ProcFile mounts;

  /** Reads below {@code root}. */
  ProcMounts(Path root) {
    mounts = new ProcFile(root.resolve("proc/self/mounts"));
  }

  @Override
  public List<Mount> read() throws IOException {
    mounts.load();
    Map<String, Mount> byPath = new LinkedHashMap<>();
    while (mounts.nextLine()) {
      String device = unescape(mounts.word()).replace("/dev/", "");
      String path = unescape(mounts.word());
      byPath.put(path, new Mount(path, device, mounts.word()));
    }
    return new ArrayList<>(byPath.values());
  }

  private static String unescape(String word) {
    if (word.indexOf('\\') < 0) {
      return word;
    }
    StringBuilder text = new StringBuilder();
    int i = 0;
    while (i < word.length()) {
      if (word.charAt(i) == '\\' && i + ESCAPE_DIGITS < word.length()) {
        text.append((char) Integer.parseInt(word.substring(i + 1, i + 1 + ESCAPE_DIGITS), OCTAL));
        i += 1 + ESCAPE_DIGITS;
      } else {
        text.append(word.charAt(i++));
      }
    }
    return text.toString();
  }
}
