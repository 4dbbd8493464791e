package io.groundwatch.input.host;

import io.groundwatch.config.Measurement;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Linux: the numbers of one process from the files of {@code /proc/<pid>}, of which those alone are
 * read that the wanted fields need. What belongs to another user may be forbidden ({@code io},
 * {@code fd}), and is then not known.
 *
 * <p>{@code memory_swap} is {@code VmSwap}: the sum over {@code smaps}, which the CloudWatch Agent
 * takes, costs milliseconds a process and stops it meanwhile.
 */
final class ProcProcess {
  /** Ticks a second: USER_HZ, on every architecture that Java runs on. */
  static final int TICKS_PER_SECOND = 100;

  private static final int BYTES_PER_KIB = 1024;

  /** As the kernel's RLIM_INFINITY and gopsutil: 2^64 - 1. */
  private static final double UNLIMITED = 0x1p64;

  /** Nice 0 is 20 in the unit of its limit, as getpriority(2) tells it. */
  private static final int NICE_OFFSET = 20;

  private static final Map<String, String> MEMORY =
      Map.of(
          "VmRSS:", "memory_rss",
          "VmSize:", "memory_vms",
          "VmSwap:", "memory_swap",
          "VmData:", "memory_data",
          "VmStk:", "memory_stack",
          "VmLck:", "memory_locked");
  private static final Map<String, String> SWITCHES =
      Map.of(
          "voluntary_ctxt_switches:", "voluntary_context_switches",
          "nonvoluntary_ctxt_switches:", "involuntary_context_switches");
  private static final Map<String, String> IO =
      Map.of(
          "syscr:", "read_count",
          "syscw:", "write_count",
          "read_bytes:", "read_bytes",
          "write_bytes:", "write_bytes");
  private static final Map<String, String> LIMITS =
      Map.ofEntries(
          Map.entry("Max cpu time", "cpu_time"),
          Map.entry("Max data size", "memory_data"),
          Map.entry("Max stack size", "memory_stack"),
          Map.entry("Max resident set", "memory_rss"),
          Map.entry("Max open files", "num_fds"),
          Map.entry("Max locked memory", "memory_locked"),
          Map.entry("Max address space", "memory_vms"),
          Map.entry("Max file locks", "file_locks"),
          Map.entry("Max pending signals", "signals_pending"),
          Map.entry("Max nice priority", "nice_priority"),
          Map.entry("Max realtime priority", "realtime_priority"));

  /** The kernel accounts no such time to a process; zero, as the CloudWatch Agent publishes it. */
  private static final List<String> NEVER_A_PROCESS =
      List.of("idle", "nice", "irq", "soft_irq", "steal", "stolen", "guest_nice");

  private final ProcFolder folder;
  private final ProcFile file = new ProcFile();
  private final Set<String> wanted = new TreeSet<>();
  private long startTicks;
  private long cpuTicks;

  /** Reads below {@code roots} what {@code measurements} need. */
  ProcProcess(HostRoots roots, List<Measurement> measurements) {
    folder = new ProcFolder(roots);
    measurements.forEach(measurement -> wanted.add(measurement.field()));
  }

  /** Reads a process. Returns false where it has ended. */
  boolean read(String pid, ProcessReading into) {
    into.clear();
    try {
      file.load(folder.file(pid, "stat"));
      if (file.length() == 0) {
        return false;
      }
      stat(into);
      into.set("pid", Integer.parseInt(pid));
      if (wants(Set.of("signals_pending"), MEMORY.values(), SWITCHES.values())) {
        file.load(folder.file(pid, "status"));
        status(into);
      }
      if (wanted.stream().anyMatch(field -> field.startsWith("rlimit_"))) {
        file.load(folder.file(pid, "limits"));
        limits(into);
      }
    } catch (IOException e) {
      return false;
    }
    whatMayBeForbidden(pid, into);
    return true;
  }

  /** When the process that was read began, in ticks since boot. */
  long startTicks() {
    return startTicks;
  }

  /** How long the process that was read has run on a CPU, in ticks. */
  long cpuTicks() {
    return cpuTicks;
  }

  private void whatMayBeForbidden(String pid, ProcessReading into) {
    if (wants(IO.values())) {
      try {
        file.load(folder.file(pid, "io"));
        named(IO, 1, into);
      } catch (IOException e) {
        into.set("read_count", Double.NaN);
      }
    }
    if (wanted.contains("num_fds")) {
      String[] open = folder.file(pid, "fd").toFile().list();
      into.set("num_fds", open == null ? Double.NaN : open.length);
    }
  }

  /** The words of proc_pid_stat(5), which counts them from 1; the name is the second. */
  private void stat(ProcessReading into) throws IOException {
    file.whole();
    file.between('(', ')');
    file.skipWords(11);
    long user = file.number();
    long system = file.number();
    file.skipWords(3);
    long nice = file.signed();
    into.set("num_threads", (double) file.number());
    file.skipWords(1);
    startTicks = file.number();
    file.skipWords(17);
    into.set("realtime_priority", (double) file.number());
    file.skipWords(1);
    into.set("cpu_time_iowait", seconds(file.number()));
    into.set("cpu_time_guest", seconds(file.number()));
    cpuTicks = user + system;
    into.set("nice_priority", (double) (NICE_OFFSET - nice));
    into.set("cpu_time_user", seconds(user));
    into.set("cpu_time_system", seconds(system));
    into.set("cpu_time", Math.floor(seconds(cpuTicks)));
    NEVER_A_PROCESS.forEach(state -> into.set("cpu_time_" + state, 0));
  }

  private void status(ProcessReading into) throws IOException {
    // A thread of the kernel has no memory of its own, and no such lines.
    MEMORY.values().forEach(field -> into.set(field, 0));
    long pending = 0;
    while (file.nextLine()) {
      if (file.starts("SigPnd:") || file.starts("ShdPnd:")) {
        pending += Long.bitCount(file.hex());
      } else {
        line(MEMORY, BYTES_PER_KIB, into);
        line(SWITCHES, 1, into);
      }
    }
    into.set("signals_pending", (double) pending);
  }

  private void limits(ProcessReading into) throws IOException {
    while (file.nextLine()) {
      for (Map.Entry<String, String> limit : LIMITS.entrySet()) {
        if (file.starts(limit.getKey())) {
          into.set("rlimit_" + limit.getValue() + "_soft", limit());
          into.set("rlimit_" + limit.getValue() + "_hard", limit());
        }
      }
    }
  }

  private double limit() {
    String word = file.word();
    return word.equals("unlimited") ? UNLIMITED : Double.parseDouble(word);
  }

  private void named(Map<String, String> names, int factor, ProcessReading into)
      throws IOException {
    while (file.nextLine()) {
      line(names, factor, into);
    }
  }

  private void line(Map<String, String> names, int factor, ProcessReading into) throws IOException {
    for (Map.Entry<String, String> name : names.entrySet()) {
      if (file.starts(name.getKey())) {
        into.set(name.getValue(), (double) file.number() * factor);
        return;
      }
    }
  }

  @SafeVarargs
  private boolean wants(Iterable<String>... fields) {
    for (Iterable<String> some : fields) {
      for (String field : some) {
        if (wanted.contains(field)) {
          return true;
        }
      }
    }
    return false;
  }

  private static double seconds(long ticks) {
    return ticks < 0 ? Double.NaN : (double) ticks / TICKS_PER_SECOND;
  }
}
