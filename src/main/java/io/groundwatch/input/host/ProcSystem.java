package io.groundwatch.input.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Linux: {@code /proc/loadavg}, {@code /proc/uptime} and, as far as they are wanted, {@code
 * /proc/stat} (context switches, interrupts, forks, a line a CPU), {@code /proc/sys/fs/file-nr}
 * (open file handles, 0, their limit), the kernel's entropy and who is logged in.
 */
final class ProcSystem implements Source<SystemReading> {
  private static final Set<String> IN_STAT =
      Set.of("n_cpus", "context_switches", "interrupts", "processes_forked");
  private static final String CPU = "cpu";

  private final ProcFile loadavg;
  private final ProcFile uptime;
  private final ProcFile stat;
  private final ProcFile fileNr;
  private final Path entropy;
  private final LoggedInUsers users;
  private final Set<String> wanted;

  /** Reads below {@code roots}, and no more than the fields that are {@code wanted} need. */
  ProcSystem(HostRoots roots, Set<String> wanted) {
    this.loadavg = new ProcFile(roots.proc("loadavg"));
    this.uptime = new ProcFile(roots.proc("uptime"));
    this.stat = new ProcFile(roots.proc("stat"));
    this.fileNr = new ProcFile(roots.proc("sys/fs/file-nr"));
    this.entropy = roots.proc("sys/kernel/random/entropy_avail");
    this.users = new LoggedInUsers(roots.root());
    this.wanted = Set.copyOf(wanted);
  }

  @Override
  public SystemReading read() throws IOException {
    loadavg.load();
    loadavg.nextLine();
    double load1 = decimal(loadavg.word());
    double load5 = decimal(loadavg.word());
    double load15 = decimal(loadavg.word());
    uptime.load();
    uptime.nextLine();
    long seconds = (long) decimal(uptime.word());
    return new SystemReading(load1, load5, load15, seconds, new Numbers("", more()));
  }

  @Override
  public void close() throws IOException {
    loadavg.close();
    uptime.close();
    stat.close();
    fileNr.close();
  }

  private Map<String, Long> more() throws IOException {
    Map<String, Long> more = new HashMap<>();
    if (wanted.stream().anyMatch(IN_STAT::contains)) {
      readStat(more);
    }
    if (wanted.stream().anyMatch(field -> field.startsWith("file_handles"))) {
      readFileHandles(more);
    }
    if (wanted.contains("entropy_avail")) {
      more.put("entropy_avail", ValueFile.number(entropy));
    }
    if (wanted.contains("n_users") || wanted.contains("n_unique_users")) {
      List<String> names = users.read();
      more.put("n_users", (long) names.size());
      more.put("n_unique_users", (long) new HashSet<>(names).size());
    }
    return more;
  }

  private void readStat(Map<String, Long> more) throws IOException {
    long cpus = 0;
    stat.load();
    while (stat.nextLine()) {
      String label = stat.word();
      switch (label) {
        case "intr" -> more.put("interrupts", stat.number());
        case "ctxt" -> more.put("context_switches", stat.number());
        case "processes" -> more.put("processes_forked", stat.number());
        default -> cpus += label.startsWith(CPU) && !label.equals(CPU) ? 1 : 0;
      }
    }
    more.put("n_cpus", cpus);
  }

  private void readFileHandles(Map<String, Long> more) throws IOException {
    fileNr.load();
    fileNr.nextLine();
    more.put("file_handles", fileNr.number());
    fileNr.skipWords(1); // allocated and unused: 0 since Linux 2.6
    more.put("file_handles_max", fileNr.number());
  }

  private static double decimal(String word) throws IOException {
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw new IOException("A word where a number was expected.", e);
    }
  }
}
