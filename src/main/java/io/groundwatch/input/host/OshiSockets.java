package io.groundwatch.input.host;

import io.groundwatch.input.host.SocketCounts.State;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import oshi.software.os.InternetProtocolStats.IPConnection;
import oshi.software.os.InternetProtocolStats.TcpState;
import oshi.spi.SystemInfoProvider;

/** Any system: sockets from OSHI. */
final class OshiSockets implements Source<SocketCounts> {
  private final SystemInfoProvider oshi;

  /** Asks nothing yet. */
  OshiSockets(SystemInfoProvider oshi) {
    this.oshi = oshi;
  }

  @Override
  public SocketCounts read() {
    Map<State, Long> tcp = new EnumMap<>(State.class);
    long udp = 0;
    for (IPConnection socket :
        oshi.getOperatingSystem().getInternetProtocolStats().getConnections()) {
      if (socket.getType().startsWith("tcp")) {
        tcp.merge(state(socket.getState()), 1L, Long::sum);
      } else {
        udp++;
      }
    }
    return new SocketCounts(tcp, udp);
  }

  private static State state(@Nullable TcpState state) {
    if (state == null) {
      return State.NONE;
    }
    return switch (state) {
      case CLOSED -> State.CLOSE;
      case LISTEN -> State.LISTEN;
      case SYN_SENT -> State.SYN_SENT;
      case SYN_RECV -> State.SYN_RECV;
      case ESTABLISHED -> State.ESTABLISHED;
      case FIN_WAIT_1 -> State.FIN_WAIT1;
      case FIN_WAIT_2 -> State.FIN_WAIT2;
      case CLOSE_WAIT -> State.CLOSE_WAIT;
      case CLOSING -> State.CLOSING;
      case LAST_ACK -> State.LAST_ACK;
      case TIME_WAIT -> State.TIME_WAIT;
      default -> State.NONE;
    };
  }
}
