package io.groundwatch.input.host;

import io.groundwatch.input.host.SocketCounts.State;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/**
 * Linux: sockets from {@code /proc/net/tcp}, {@code tcp6}, {@code udp} and {@code udp6}: a line of
 * heading, then a socket a line, whose fourth word is its state in hexadecimal (proc_pid_net(5)).
 * They may be millions, so that the files are walked in pieces. A file that is not there (a kernel
 * without IPv6) has none.
 */
final class ProcSockets implements Source<SocketCounts> {
  private static final int PIECE_BYTES = 32 << 10;
  private static final int STATE_WORD = 4;
  private static final int HEX = 16;

  /** The kernel's numbers of states are below this, and what is not is counted with the last. */
  private static final int NUMBERS = 16;

  private final HostRoots roots;
  private final byte[] piece = new byte[PIECE_BYTES];

  /** Reads below {@code roots}. */
  ProcSockets(HostRoots roots) {
    this.roots = roots;
  }

  @Override
  public SocketCounts read() throws IOException {
    long[] tcp = new long[NUMBERS];
    count("tcp", tcp);
    count("tcp6", tcp);
    long[] udp = new long[NUMBERS];
    count("udp", udp);
    count("udp6", udp);
    Map<State, Long> states = new EnumMap<>(State.class);
    long udpSockets = 0;
    for (int number = 0; number < NUMBERS; number++) {
      states.merge(State.ofNumber(number), tcp[number], Long::sum);
      udpSockets += udp[number];
    }
    return new SocketCounts(states, udpSockets);
  }

  private void count(String file, long[] counts) throws IOException {
    Path path = roots.net(file);
    if (!Files.exists(path)) {
      return;
    }
    try (InputStream in = new FileInputStream(path.toFile())) {
      Walk walk = new Walk(counts);
      int n = in.read(piece);
      while (n > 0) {
        walk.over(piece, n);
        n = in.read(piece);
      }
    }
  }

  /** Where in a file we are, from one piece to the next. */
  private static final class Walk {
    private final long[] counts;
    private boolean heading = true;
    private boolean inWord;
    private int word;
    private int state;

    private Walk(long[] counts) {
      this.counts = counts;
    }

    private void over(byte[] bytes, int length) {
      for (int i = 0; i < length; i++) {
        byte b = bytes[i];
        if (b == '\n') {
          endOfLine();
        } else if (b == ' ') {
          inWord = false;
        } else {
          word += inWord ? 0 : 1;
          inWord = true;
          if (word == STATE_WORD) {
            state = state * HEX + Math.max(0, Character.digit(b, HEX));
          }
        }
      }
    }

    private void endOfLine() {
      if (!heading && word >= STATE_WORD) {
        counts[Math.min(state, NUMBERS - 1)]++;
      }
      heading = false;
      inWord = false;
      word = 0;
      state = 0;
    }
  }
}
