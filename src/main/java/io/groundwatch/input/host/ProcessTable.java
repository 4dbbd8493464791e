package io.groundwatch.input.host;

import io.groundwatch.text.LinePattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Linux: which processes there are and what they are called. Listed once for all entries of
 * procstat that sample at one time. Owned by the thread that they share.
 *
 * <p>A name is that of {@code /proc/<pid>/comm}; since the kernel cuts it after fifteen bytes, one
 * so long is completed from the command line, as gopsutil does.
 */
final class ProcessTable {
  private static final int COMM_BYTES = 15;
  private static final int MAX_PID_FILE_BYTES = 64;

  private final HostRoots roots;
  private final ProcFolder folder;
  private final ProcFile file = new ProcFile();
  private List<Listed> listed = List.of();
  private long listedNanos = Long.MIN_VALUE;

  /** A process, by its number and name. */
  record Found(String pid, String name) {}

  /** Reads below {@code roots}. */
  ProcessTable(HostRoots roots) {
    this.roots = roots;
    this.folder = new ProcFolder(roots);
  }

  /** The processes at {@code wallNanos} whose name the pattern finds. */
  List<Found> named(LinePattern pattern, long wallNanos) throws IOException {
    List<Found> found = new ArrayList<>();
    for (Listed process : list(wallNanos)) {
      byte[] name = process.name.getBytes(StandardCharsets.UTF_8);
      if (pattern.find(name, 0, name.length)) {
        found.add(new Found(process.pid, process.name));
      }
    }
    return found;
  }

  /** The processes at {@code wallNanos} in whose command line the pattern is found. */
  List<Found> commanded(LinePattern pattern, long wallNanos) throws IOException {
    List<Found> found = new ArrayList<>();
    for (Listed process : list(wallNanos)) {
      byte[] command = process.command;
      if (command == null) {
        command = command(process.pid);
        process.command = command;
      }
      if (pattern.find(command, 0, command.length)) {
        found.add(new Found(process.pid, process.name));
      }
    }
    return found;
  }

  /**
   * The process whose number a file holds; none where it does not run.
   *
   * @throws IOException if there is no such file, or it holds no number
   */
  List<Found> of(String pidFile) throws IOException {
    Path path = roots.inside(pidFile);
    if (Files.size(path) > MAX_PID_FILE_BYTES) {
      throw new IOException(path + ": too long for the number of a process.");
    }
    String pid = Files.readString(path, StandardCharsets.US_ASCII).strip();
    if (!ProcFolder.isPid(pid)) {
      throw new IOException(path + ": holds no number of a process.");
    }
    String name = name(pid);
    return name == null ? List.of() : List.of(new Found(pid, name));
  }

  private List<Listed> list(long wallNanos) throws IOException {
    if (wallNanos != listedNanos) {
      List<Listed> all = new ArrayList<>();
      for (String pid : folder.pids()) {
        String name = name(pid);
        if (name != null) {
          all.add(new Listed(pid, name));
        }
      }
      listed = all;
      listedNanos = wallNanos;
    }
    return listed;
  }

  private @Nullable String name(String pid) {
    byte[] comm = bytes(pid, "comm");
    int length = comm.length > 0 && comm[comm.length - 1] == '\n' ? comm.length - 1 : comm.length;
    String name = new String(comm, 0, length, StandardCharsets.UTF_8);
    if (length < COMM_BYTES) {
      return name.isEmpty() ? null : name;
    }
    byte[] command = bytes(pid, "cmdline");
    int end = 0;
    int from = 0;
    while (end < command.length && command[end] != 0) {
      from = command[end] == '/' ? end + 1 : from;
      end++;
    }
    String whole = new String(command, from, end - from, StandardCharsets.UTF_8);
    return whole.startsWith(name) ? whole : name;
  }

  /** Its words with blanks between, as ps(1) shows them. */
  private byte[] command(String pid) {
    byte[] command = bytes(pid, "cmdline");
    int length = command.length;
    while (length > 0 && command[length - 1] == 0) {
      length--;
    }
    for (int i = 0; i < length; i++) {
      command[i] = command[i] == 0 ? (byte) ' ' : command[i];
    }
    return Arrays.copyOf(command, length);
  }

  /** Of a process that has ended, nothing. */
  private byte[] bytes(String pid, String name) {
    try {
      file.load(folder.file(pid, name));
      return Arrays.copyOf(file.bytes(), file.length());
    } catch (IOException e) {
      return new byte[0];
    }
  }

  private static final class Listed {
    private final String pid;
    private final String name;
    private byte @Nullable [] command;

    private Listed(String pid, String name) {
      this.pid = pid;
      this.name = name;
    }
  }
}
