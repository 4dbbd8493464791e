package io.groundwatch.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SyslogFramesTest {
  private static final String SENT =
      "<13>a line\n9 <13>\ntwo\n10 <13>1 coun17 <13>2026 1 2 3 4 5<13>after\n2026 is a year\n<13>end\n";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void cutsWhatComesInPiecesOfAnySize(int piece) {
    EmbeddedChannel channel = new EmbeddedChannel(new SyslogFrames(100));
    byte[] bytes = SENT.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += piece) {
      channel.writeInbound(Unpooled.copiedBuffer(bytes, at, Math.min(piece, bytes.length - at)));
    }
    assertThat(read(channel))
        .containsExactly(
            "<13>a line",
            "<13>\ntwo\n",
            "<13>1 coun",
            "<13>2026 1 2 3 4 ",
            "5<13>after",
            "2026 is a year",
            "<13>end");
    channel.finishAndReleaseAll();
  }

  @Test
  void aConnectionIsSafeWhereItIsConfiguredSo(@TempDir Path folder) throws Exception {
    TestIdentity server = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    BlockingQueue<String> taken = new LinkedBlockingQueue<>();
    PacketListener.Place place =
        new PacketListener.Place(
            "127.0.0.1",
            0,
            false,
            true,
            0,
            1000,
            10,
            PacketListener.Framing.SYSLOG,
            Optional.of(
                new TlsFiles(
                    Optional.empty(), Optional.of(server.cert()), Optional.of(server.key()))));
    try (PacketListener listener =
        PacketListener.open(
            "syslog-net",
            place,
            new KernelDrops(Path.of("/proc")),
            packet -> taken.add(packet.toString(UTF_8)))) {
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(server.trusting());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      int port = requireNonNull(listener.address()).getPort();
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
        socket.getOutputStream().write("11 <13>secret 1<13>secret 2\n".getBytes(UTF_8));
        assertThat(taken.poll(30, TimeUnit.SECONDS)).isEqualTo("<13>secret ");
        assertThat(taken.poll(30, TimeUnit.SECONDS)).isEqualTo("1<13>secret 2");
      }
    }
  }

  private static List<String> read(EmbeddedChannel channel) {
    List<String> frames = new ArrayList<>();
    for (ByteBuf frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
      frames.add(frame.toString(UTF_8));
      frame.release();
    }
    return frames;
  }
}
