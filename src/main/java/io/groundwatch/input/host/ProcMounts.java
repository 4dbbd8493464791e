package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Linux: what is mounted, from {@code mounts} of a process: device, path, type and options, blanks
 * and backslashes written as three octal digits (fstab(5), proc_pid_mounts(5)). Of several mounts
 * on one path the last is listed, since it hides the others.
 *
 * <p>In a container that sees the host's files, the host's first process is asked; where that is
 * not allowed, what is mounted here below the host's root.
 */
final class ProcMounts implements Source<List<Mount>> {
  private static final int OCTAL = 8;
  private static final int ESCAPE_DIGITS = 3;
  private static final String SLASH = "/";

  private final ProcFile own;
  private final ProcFile first;
  private final String root;

  /** Reads below {@code roots}. */
  ProcMounts(HostRoots roots) {
    // Without the host's files its mounts could not be asked how full they are.
    Path proc = roots.seesOwnFiles() ? HostRoots.OWN.proc() : roots.proc();
    own = new ProcFile(proc.resolve("self/mounts"));
    first = new ProcFile(proc.resolve("1/mounts"));
    root = roots.root().toString();
  }

  @Override
  public List<Mount> read() throws IOException {
    if (root.equals(SLASH)) {
      return read(own, SLASH);
    }
    try {
      return read(first, SLASH);
    } catch (IOException e) {
      return read(own, root);
    }
  }

  @Override
  public void close() throws IOException {
    own.close();
    first.close();
  }

  private static List<Mount> read(ProcFile mounts, String root) throws IOException {
    mounts.load();
    Map<String, Mount> byPath = new LinkedHashMap<>();
    while (mounts.nextLine()) {
      String device = unescape(mounts.word()).replace("/dev/", "");
      String path = below(root, unescape(mounts.word()));
      if (!path.isEmpty()) {
        byPath.put(path, new Mount(path, device, mounts.word()));
      }
    }
    return new ArrayList<>(byPath.values());
  }

  private static String below(String root, String path) {
    if (root.equals(SLASH)) {
      return path;
    }
    if (path.equals(root)) {
      return SLASH;
    }
    return path.startsWith(root + SLASH) ? path.substring(root.length()) : "";
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
