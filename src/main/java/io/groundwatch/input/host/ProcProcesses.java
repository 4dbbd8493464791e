package io.groundwatch.input.host;

import java.io.IOException;

/**
 * Linux: the states of all processes from {@code /proc/<pid>/stat}: number, name in parentheses,
 * state, and, as the twentieth word, threads (proc_pid_stat(5)). A process that ends meanwhile is
 * not counted.
 */
final class ProcProcesses implements Source<ProcessCounts> {
  private static final String STATES = "RSDZXTtWIP";

  /** Between the state and the number of threads. */
  private static final int WORDS_BEFORE_THREADS = 16;

  private final ProcFolder processes;
  private final ProcFile stat = new ProcFile();

  /** Reads below {@code roots}. */
  ProcProcesses(HostRoots roots) {
    processes = new ProcFolder(roots);
  }

  @Override
  public ProcessCounts read() throws IOException {
    long[] byState = new long[Byte.MAX_VALUE];
    long total = 0;
    long threads = 0;
    for (String pid : processes.pids()) {
      if (load(pid)) {
        stat.between('(', ')');
        char state = stat.letter();
        stat.skipWords(WORDS_BEFORE_THREADS);
        threads += Math.max(0, stat.number());
        total++;
        if (STATES.indexOf(state) >= 0) {
          byState[state]++;
        }
      }
    }
    return new ProcessCounts(
        byState['D'],
        byState['X'],
        byState['I'],
        byState['W'],
        byState['R'],
        byState['S'],
        byState['T'] + byState['t'],
        byState['Z'],
        ABSENT,
        total,
        threads);
  }

  /** A process may end between the listing, the opening and the reading. */
  private boolean load(String pid) {
    try {
      stat.load(processes.file(pid, "stat"));
      stat.whole();
      return stat.length() > 0;
    } catch (IOException e) {
      return false;
    }
  }
}
