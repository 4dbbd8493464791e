package io.groundwatch.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine on which nothing listens, and that no other process is given meanwhile: it
 * is bound, so that a connection is refused. A server that is told its number can still listen.
 */
public final class ReservedPort implements Closeable {
  private final Socket bound = new Socket();

  public ReservedPort() throws IOException {
    bound.setReuseAddress(true);
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  public int number() {
    return bound.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    bound.close();
  }
}
