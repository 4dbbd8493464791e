package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.file.Path;

/** Linux: which processes there are: the folders of {@code /proc} whose names are numbers. */
final class ProcFolder {
  /** The kernel's own limit of process numbers (pid_max) on 64 bits. */
  private static final int MAX_DIGITS = 7;

  private final Path proc;

  /** Reads below {@code roots}. */
  ProcFolder(HostRoots roots) {
    proc = roots.proc();
  }

  /** The numbers of all processes, as text. */
  String[] pids() throws IOException {
    String[] pids = proc.toFile().list((folder, name) -> isPid(name));
    if (pids == null) {
      throw new IOException(proc + ": cannot be listed.");
    }
    return pids;
  }

  /** A file of one process. */
  Path file(String pid, String name) {
    return proc.resolve(pid).resolve(name);
  }

  /** Whether a name is the number of a process. */
  static boolean isPid(String name) {
    if (name.isEmpty() || name.length() > MAX_DIGITS) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
