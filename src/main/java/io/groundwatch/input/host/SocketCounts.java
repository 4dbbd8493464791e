package io.groundwatch.input.host;

import java.util.EnumMap;
import java.util.Map;

/** How many sockets there are: of TCP by state, of UDP all together. */
record SocketCounts(Map<State, Long> tcp, long udp) {
  /** The states of a TCP socket, with the kernel's numbers for them (tcp_states.h). */
  enum State {
    ESTABLISHED,
    SYN_SENT,
    SYN_RECV,
    FIN_WAIT1,
    FIN_WAIT2,
    TIME_WAIT,
    CLOSE,
    CLOSE_WAIT,
    LAST_ACK,
    LISTEN,
    CLOSING,
    /** One that this list does not know. */
    NONE;

    private static final State[] ALL = values();

    /** The state with the kernel's number, which counts from 1. */
    static State ofNumber(int number) {
      return number >= 1 && number < ALL.length ? ALL[number - 1] : NONE;
    }
  }

  /** Keeps its own copy. */
  SocketCounts {
    tcp = tcp.isEmpty() ? Map.of() : new EnumMap<>(tcp);
  }

  long in(State state) {
    return tcp.getOrDefault(state, 0L);
  }
}
