package io.groundwatch.net;

import static io.groundwatch.net.TestClients.LONG;
import static io.groundwatch.net.TestClients.PATIENT;
import static io.groundwatch.net.TestClients.SHORT;
import static io.groundwatch.net.TestClients.await;
import static io.groundwatch.net.TestClients.begin;
import static io.groundwatch.net.TestClients.client;
import static io.groundwatch.net.TestClients.failure;
import static io.groundwatch.net.TestClients.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.net.ScriptedServer.Script;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Names that have several addresses, change them, or have none. */
class HttpClientNamesTest {
  private static final String HOST = "collect.example";
  private static final Script OK =
      ScriptedServer.answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

  private final List<String> addresses = new CopyOnWriteArrayList<>();
  private final AtomicInteger lookups = new AtomicInteger();
  private NetLoop loop = NetLoop.open("net", this::find);

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void anUnknownHostIsNamed() throws Exception {
    try (HttpClient client = client(loop, HOST, 80, PATIENT)) {
      assertThat(failure(send(client, "x"))).isEqualTo("unknown host: collect.example");
    }
  }

  @Test
  void aNameServerThatDoesNotAnswerIsNoUnknownHost() throws Exception {
    reopen(
        host -> {
          throw new UnknownHostException(host + ": Temporary failure in name resolution");
        });
    try (HttpClient client = client(loop, HOST, 80, PATIENT)) {
      assertThat(failure(send(client, "x"))).isEqualTo("no name server answers: collect.example");
    }
  }

  @Test
  void everyAddressIsTried() throws Exception {
    addresses.addAll(List.of("127.0.0.2", "127.0.0.3", "127.0.0.4", "127.0.0.1"));
    try (ScriptedServer server = new ScriptedServer(OK);
        HttpClient client = client(loop, HOST, server.port(), PATIENT)) {
      assertThat(send(client, "x")).isInstanceOf(Answer.class);
    }
  }

  @Test
  void overSeveralAttemptsEveryAddressIsTriedHoweverManyThereAre() throws Exception {
    for (int i = 2; i < 30; i++) {
      addresses.add("127.0.0." + i);
    }
    addresses.add("127.0.0.1");
    try (ScriptedServer server = new ScriptedServer(OK);
        HttpClient client = client(loop, HOST, server.port(), PATIENT)) {
      int attempts = 1;
      while (!(send(client, "x") instanceof Answer)) {
        attempts++;
        assertThat(attempts).isLessThanOrEqualTo(4);
      }
    }
  }

  @Test
  void anIpv6AddressThatIsRefusedIsFollowedByAnIpv4One() throws Exception {
    addresses.addAll(List.of("::1", "127.0.0.1"));
    try (ScriptedServer server = new ScriptedServer(OK);
        HttpClient client = client(loop, HOST, server.port(), PATIENT)) {
      assertThat(send(client, "x")).isInstanceOf(Answer.class);
    }
  }

  @Test
  void reachesAnIpv6AddressByNameAndByItself() throws Exception {
    assumeThat(hasIpv6()).isTrue();
    addresses.add("::1");
    try (ScriptedServer server = new ScriptedServer("::1", 0, OK, OK);
        HttpClient byName = client(loop, HOST, server.port(), PATIENT);
        HttpClient byAddress = client(loop, "::1", server.port(), PATIENT)) {
      assertThat(send(byName, "x")).isInstanceOf(Answer.class);
      assertThat(send(byAddress, "x")).isInstanceOf(Answer.class);
    }
  }

  /** Its queue is full, so that the kernel answers nothing, as a firewall would not. */
  @Test
  void anAddressThatIsSilentTakesItsShareOfTheTimeOnly() throws Exception {
    addresses.addAll(List.of("127.0.0.2", "127.0.0.1"));
    HttpTimeouts brief = new HttpTimeouts(SHORT.multipliedBy(4), LONG, LONG, LONG, LONG);
    try (ScriptedServer server = new ScriptedServer(OK);
        FullSocket full = new FullSocket("127.0.0.2", server.port());
        HttpClient client = client(loop, HOST, server.port(), brief)) {
      assertThat(send(client, "x")).isInstanceOf(Answer.class);
      addresses.remove("127.0.0.1");
      assertThat(failure(send(client, "x")))
          .isEqualTo(
              "no connection within 600 ms: 127.0.0.2:" + full.port() + " (collect.example)");
    }
  }

  @Test
  void anAddressThatTakesConnectionsAndNeverAnswersComesLastTheNextTime() throws Exception {
    addresses.addAll(List.of("127.0.0.1", "127.0.0.2"));
    Script hanging =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.awaitEnd(socket);
        };
    HttpTimeouts brief = new HttpTimeouts(LONG, LONG, LONG, Duration.ofSeconds(2), LONG);
    try (ScriptedServer first = new ScriptedServer(hanging, hanging);
        ScriptedServer second = beside(first, OK);
        HttpClient client = client(loop, HOST, first.port(), brief)) {
      assertThat(failure(send(client, "x"))).endsWith("(while waiting for the answer)");
      assertThat(send(client, "x")).isInstanceOf(Answer.class);
      assertThat(second.connections()).isEqualTo(1);
    }
  }

  @Test
  void aNewAddressIsFoundAtTheNextConnection() throws Exception {
    addresses.add("127.0.0.1");
    try (ScriptedServer old = new ScriptedServer(OK);
        ScriptedServer moved = beside(old, OK);
        HttpClient client = client(loop, HOST, old.port(), PATIENT)) {
      assertThat(send(client, "x")).isInstanceOf(Answer.class);
      addresses.set(0, "127.0.0.2");
      assertThat(send(client, "x")).isInstanceOf(Answer.class);
      assertThat(moved.connections()).isEqualTo(1);
      assertThat(lookups).hasValue(2);
    }
  }

  @Test
  void connectionsThatAreMadeAtTheSameTimeShareOneLookup() throws Exception {
    CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    reopen(
        host -> {
          goOn.join();
          return find(host);
        });
    addresses.add("127.0.0.1");
    try (ScriptedServer server = new ScriptedServer(OK, OK, OK);
        HttpClient client = client(loop, HOST, server.port(), PATIENT, 3)) {
      List<CompletableFuture<HttpResult>> results = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        results.add(begin(client, "x"));
      }
      // Runs after the three have begun.
      await(CompletableFuture.runAsync(() -> {}, loop.group()));
      goOn.complete(true);
      for (CompletableFuture<HttpResult> result : results) {
        assertThat(await(result)).isInstanceOf(Answer.class);
      }
      assertThat(lookups).hasValue(1);
    }
  }

  @Test
  void aLookupThatHangsIsGivenUpAtTheDeadlineAndServesTheNextOneWhenItEnds() throws Exception {
    CompletableFuture<Boolean> goOn = new CompletableFuture<>();
    reopen(
        host -> {
          goOn.join();
          return find(host);
        });
    addresses.add("127.0.0.1");
    HttpTimeouts brief = new HttpTimeouts(LONG, LONG, LONG, SHORT, LONG);
    try (ScriptedServer server = new ScriptedServer(OK);
        HttpClient client = client(loop, HOST, server.port(), brief, 2)) {
      for (int i = 0; i < 3; i++) {
        assertThat(failure(send(client, "x"))).endsWith("(while looking up the name)");
      }
      goOn.complete(true);
      HttpResult result = send(client, "x");
      for (int i = 0; i < 200 && !(result instanceof Answer); i++) {
        result = send(client, "x"); // 150 ms may be too little for this machine
      }
      assertThat(result).isInstanceOf(Answer.class);
    }
  }

  private List<InetAddress> find(String host) throws UnknownHostException {
    lookups.incrementAndGet();
    List<InetAddress> found = new ArrayList<>();
    for (String address : addresses) {
      found.add(InetAddress.getByName(address));
    }
    if (found.isEmpty()) {
      throw new UnknownHostException(host + ": Name or service not known");
    }
    return found;
  }

  private void reopen(NameLookup names) {
    loop.close();
    loop = NetLoop.open("net", names);
  }

  /** A server on the same port of another address. */
  private static ScriptedServer beside(ScriptedServer first, Script... scripts) throws IOException {
    return new ScriptedServer("127.0.0.2", first.port(), scripts);
  }

  private static boolean hasIpv6() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .anyMatch(address -> address instanceof Inet6Address && address.isLoopbackAddress());
  }

  /** Takes no connection any more: nobody accepts those that wait in its queue. */
  private static final class FullSocket implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> waiting = new ArrayList<>();

    FullSocket(String address, int port) throws IOException {
      listening = new ServerSocket(port, 1, InetAddress.getByName(address));
      boolean full = false;
      while (!full) {
        Socket socket = new Socket();
        waiting.add(socket);
        try {
          socket.connect(listening.getLocalSocketAddress(), 300);
        } catch (SocketTimeoutException e) {
          full = true;
        }
      }
    }

    int port() {
      return listening.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : waiting) {
        socket.close();
      }
      listening.close();
    }
  }
}
