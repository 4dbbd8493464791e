package io.groundwatch.net;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that does to the first connection, the second and so on what a test wrote down, each on
 * a thread of its own. For the tests of other packages too.
 */
public final class ScriptedServer implements Closeable {
  private final ServerSocket listening;
  private final AtomicInteger connections = new AtomicInteger();

  /** What to do to a connection; it is closed afterwards. */
  public interface Script {
    void run(Socket socket) throws IOException;
  }

  public ScriptedServer(Script... scripts) throws IOException {
    this(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), scripts);
  }

  /** On another address of this machine, or a port that must be the same as another one's. */
  public ScriptedServer(String address, int port, Script... scripts) throws IOException {
    this(new ServerSocket(port, 10, InetAddress.getByName(address)), scripts);
  }

  /** On a socket that was made otherwise: one with TLS. */
  public ScriptedServer(ServerSocket listening, Script... scripts) {
    this.listening = listening;
    daemon(() -> serve(scripts));
  }

  public int port() {
    return listening.getLocalPort();
  }

  public int connections() {
    return connections.get();
  }

  private void serve(Script... scripts) {
    for (Script script : scripts) {
      try {
        Socket socket = listening.accept();
        connections.incrementAndGet();
        daemon(() -> serve(socket, script));
      } catch (IOException e) {
        return; // closed by the test
      }
    }
  }

  private static void serve(Socket accepted, Script script) {
    try (Socket socket = accepted) {
      script.run(socket);
    } catch (IOException e) {
      // The client went away, which is what some tests are about.
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "scripted-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Reads one request, head and body, and returns it as text. */
  public static String readRequest(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int read = in.read();
      if (read < 0) {
        throw new IOException("end of the connection");
      }
      head.append((char) read);
    }
    int length = 0;
    for (String line : head.toString().split("\r\n", -1)) {
      if (line.regionMatches(true, 0, "content-length: ", 0, 16)) {
        length = Integer.parseInt(line.substring(16));
      }
    }
    return head + new String(in.readNBytes(length), ISO_8859_1);
  }

  public static void write(Socket socket, String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
  }

  /** A script that reads a request and writes this. */
  public static Script answering(String text) {
    return socket -> {
      readRequest(socket);
      write(socket, text);
    };
  }

  /** Waits until the client closes. */
  public static void awaitEnd(Socket socket) throws IOException {
    socket.getInputStream().transferTo(OutputStream.nullOutputStream());
  }

  /** Waits that long for the client to close, and says whether it did. */
  public static boolean endsWithin(Socket socket, Duration time) throws IOException {
    socket.setSoTimeout((int) time.toMillis());
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** Makes closing send a reset. */
  public static void resetOnClose(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
