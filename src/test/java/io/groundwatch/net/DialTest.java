package io.groundwatch.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.junit.jupiter.api.Test;

class DialTest {

  /** Linux lets a socket connect to itself where it tries its own port and nobody listens there. */
  @Test
  void aConnectionToItselfIsNone() throws Exception {
    try (NetLoop loop = NetLoop.open("net");
        ScriptedServer server = new ScriptedServer(ScriptedServer::awaitEnd)) {
      SocketAddress other = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
      Channel toServer =
          connect(loop, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), other);
      assertThat(Dial.isItself(toServer)).isFalse();
      toServer.close().sync();

      SocketAddress self = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
      Channel toItself = connect(loop, self, self);
      assertThat(Dial.isItself(toItself)).isTrue();
      toItself.close().sync();
    }
  }

  private static int freePort() throws IOException {
    try (ReservedPort reserved = new ReservedPort()) {
      return reserved.number();
    }
  }

  private static Channel connect(NetLoop loop, SocketAddress from, SocketAddress to)
      throws InterruptedException {
    return new Bootstrap()
        .group(loop.group())
        .channel(NioSocketChannel.class)
        .handler(new ChannelInboundHandlerAdapter())
        .localAddress(from)
        .connect(to)
        .sync()
        .channel();
  }
}
