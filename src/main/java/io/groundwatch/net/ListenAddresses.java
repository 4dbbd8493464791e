package io.groundwatch.net;

import io.netty.bootstrap.AbstractBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.InetSocketAddress;

/** Binds sockets, and says in one way why one cannot be bound. */
final class ListenAddresses {
  private ListenAddresses() {}

  /**
   * Binds; waits for it.
   *
   * @param port 0 takes a free one
   * @throws IOException where the address cannot be had; its text says which and why
   */
  static Channel bind(AbstractBootstrap<?, ?> bootstrap, String host, int port) throws IOException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new IOException("cannot listen on " + host + ": no such host");
    }
    ChannelFuture binding = bootstrap.bind(address).awaitUninterruptibly();
    if (!binding.isSuccess()) {
      throw new IOException(
          "cannot listen on " + host + ":" + port + ": " + binding.cause().getMessage(),
          binding.cause());
    }
    return binding.channel();
  }
}
