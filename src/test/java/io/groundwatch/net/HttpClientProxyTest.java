package io.groundwatch.net;

import static io.groundwatch.net.TestClients.LONG;
import static io.groundwatch.net.TestClients.PATIENT;
import static io.groundwatch.net.TestClients.SHORT;
import static io.groundwatch.net.TestClients.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.net.HttpResult.Failure;
import io.groundwatch.net.ScriptedServer.Script;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpClientProxyTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
  private static final String GRANTED = "HTTP/1.1 200 Connection established\r\n\r\n";
  private static final HttpProxy.Credentials ME = () -> Optional.of("Basic bWU6cHc=");

  private final List<String> requests = new CopyOnWriteArrayList<>();
  private NetLoop loop;

  @BeforeEach
  void open() {
    loop = NetLoop.open("net");
  }

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void anEncryptedRequestGoesThroughATunnelThatKnowsNothingOfIt(@TempDir Path folder)
      throws Exception {
    TestIdentity identity = TestIdentity.make(folder, "server", "dns:collect.example");
    Script twice =
        socket -> {
          for (int i = 0; i < 2; i++) {
            requests.add(ScriptedServer.readRequest(socket));
            ScriptedServer.write(socket, OK);
          }
        };
    try (ScriptedServer server = tls(identity, twice);
        ScriptedServer proxy = new ScriptedServer(relayTo(server));
        HttpClient client =
            client(proxy, "collect.example", true, ME, trusting(identity), PATIENT)) {
      assertThat(send(client, "one")).isInstanceOf(Answer.class);
      assertThat(send(client, "two")).isInstanceOf(Answer.class);
      assertThat(proxy.connections()).isEqualTo(1);
    }
    assertThat(requests.get(0))
        .startsWith("CONNECT collect.example:8443 HTTP/1.1\r\n")
        .containsIgnoringCase("\r\nhost: collect.example:8443\r\n")
        .containsIgnoringCase("\r\nproxy-authorization: Basic bWU6cHc=\r\n")
        .doesNotContainIgnoringCase("X-Test");
    assertThat(requests.subList(1, 3))
        .allSatisfy(
            request ->
                assertThat(request)
                    .startsWith("POST /in?a=b HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nhost: collect.example:8443\r\n")
                    .doesNotContainIgnoringCase("proxy-authorization"));
  }

  @Test
  void theCertificateBehindATunnelIsThePeers(@TempDir Path folder) throws Exception {
    TestIdentity identity = TestIdentity.make(folder, "server", "ip:127.0.0.1");
    try (ScriptedServer server = tls(identity, ScriptedServer.answering(OK));
        ScriptedServer proxy = new ScriptedServer(relayTo(server));
        HttpClient client =
            client(proxy, "collect.example", true, ME, trusting(identity), PATIENT)) {
      assertThat(failure(client).reason())
          .startsWith(
              "cannot connect to collect.example:8443 behind the proxy 127.0.0.1:" + proxy.port())
          .contains("its certificate is for another host");
    }
  }

  @Test
  void aPlainRequestIsHandedToTheProxyWithItsWholeUrl() throws Exception {
    Script twice =
        socket -> {
          for (int i = 0; i < 2; i++) {
            requests.add(ScriptedServer.readRequest(socket));
            ScriptedServer.write(socket, OK);
          }
        };
    try (ScriptedServer proxy = new ScriptedServer(twice);
        HttpClient client = client(proxy, "collect.example", false, ME)) {
      assertThat(send(client, "one")).isInstanceOf(Answer.class);
      assertThat(send(client, "two")).isInstanceOf(Answer.class);
    }
    assertThat(requests)
        .hasSize(2)
        .allSatisfy(
            request ->
                assertThat(request)
                    .startsWith("POST http://collect.example:8443/in?a=b HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nhost: collect.example:8443\r\n")
                    .containsIgnoringCase("\r\nproxy-authorization: Basic bWU6cHc=\r\n"));
  }

  @Test
  void theNameOfThePeerIsTheProxysToFind() throws Exception {
    loop.close();
    List<String> asked = new CopyOnWriteArrayList<>();
    loop =
        NetLoop.open(
            "net",
            host -> {
              asked.add(host);
              return List.of(InetAddress.getLoopbackAddress());
            });
    try (ScriptedServer proxy = new ScriptedServer(ScriptedServer.answering(OK));
        HttpClient client =
            new HttpClient(
                loop,
                settings(
                    new HttpEndpoint("collect.example", 8443, false),
                    new HttpEndpoint("proxy.example", proxy.port(), false),
                    HttpProxy.Credentials.NONE))) {
      assertThat(send(client, "x")).isInstanceOf(Answer.class);
    }
    assertThat(asked).containsExactly("proxy.example");
  }

  @Test
  void aProxyThatWantsCredentialsNeedsAPerson() throws Exception {
    String asking =
        "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n"
            + "Content-Length: 4\r\n\r\nnope";
    for (boolean tls : new boolean[] {true, false}) {
      try (ScriptedServer proxy =
              new ScriptedServer(
                  ScriptedServer.answering(asking), ScriptedServer.answering(asking));
          HttpClient stranger = client(proxy, "collect.example", tls, HttpProxy.Credentials.NONE);
          HttpClient known = client(proxy, "collect.example", tls, ME)) {
        String where = "the proxy 127.0.0.1:" + proxy.port();
        assertThat(failure(stranger))
            .isEqualTo(
                new Failure(
                    where
                        + " asks for credentials (407). Add \"user\" and \"password_file\" to"
                        + " \"proxy\" of this destination.",
                    true));
        assertThat(failure(known))
            .isEqualTo(
                new Failure(
                    where
                        + " refuses the credentials (407). Check user and password under"
                        + " \"proxy\" of this destination.",
                    true));
      }
    }
  }

  @Test
  void theCredentialsAreReadForEachConnection() throws Exception {
    List<String> passwords = new ArrayList<>(List.of("one", "two"));
    String asking = "HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n";
    Script noting =
        socket -> {
          requests.add(ScriptedServer.readRequest(socket));
          ScriptedServer.write(socket, asking);
          ScriptedServer.awaitEnd(socket); // the client ends it, to begin anew
        };
    for (boolean tls : new boolean[] {true, false}) {
      requests.clear();
      passwords.clear();
      passwords.addAll(List.of("one", "two"));
      try (ScriptedServer proxy = new ScriptedServer(noting, noting);
          HttpClient client =
              client(proxy, "collect.example", tls, () -> Optional.of(passwords.remove(0)))) {
        assertThat(failure(client).actionNeeded()).isTrue();
        assertThat(failure(client).actionNeeded()).isTrue();
      }
      assertThat(requests.get(0)).containsIgnoringCase("proxy-authorization: one\r\n");
      assertThat(requests.get(1)).containsIgnoringCase("proxy-authorization: two\r\n");
    }
  }

  @Test
  void credentialsThatCannotBeReadNeedAPerson() throws Exception {
    HttpProxy.Credentials missing =
        () -> {
          throw new IOException("/etc/pw: no such file or folder");
        };
    try (ScriptedServer proxy = new ScriptedServer();
        HttpClient client = client(proxy, "collect.example", true, missing)) {
      assertThat(failure(client))
          .isEqualTo(
              new Failure(
                  "the password for proxy 127.0.0.1:"
                      + proxy.port()
                      + " cannot be read: /etc/pw: no such file or folder",
                  true));
    }
  }

  @Test
  void aRefusalOfTheProxyNamesItAndItsWords() throws Exception {
    assertThat(refusal("HTTP/1.1 403 Filtered\u00e9\r\n\r\n"))
        .satisfies(
            failure -> {
              assertThat(failure.actionNeeded()).isTrue();
              assertThat(failure.reason())
                  .matches(
                      "the proxy 127.0.0.1:\\d+ answered 403 Filtered when asked for a way to"
                          + " collect.example:8443\\. Check .*");
            });
    assertThat(refusal("HTTP/1.1 401 Unauthorized\r\n\r\n").reason())
        .contains(" refuses the credentials (401). Check user and password");
    for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
      assertThat(refusal("HTTP/1.1 " + status + " Later\r\n\r\n").actionNeeded()).isFalse();
    }
    assertThat(refusal("HTTP/1.1 502 " + "x".repeat(500) + "\r\n\r\n").reason())
        .hasSizeLessThan(250);
  }

  @Test
  void aProxyThatMakesNoSenseIsAFailureThatMayPass() throws Exception {
    for (String rubbish :
        List.of(
            "SSH-2.0-OpenSSH_9.2\r\n",
            "HTTP/1.1 200 OK",
            "",
            "HTTP/1.1 200 " + "x".repeat(99_999))) {
      assertThat(refusal(rubbish))
          .as(rubbish.substring(0, Math.min(20, rubbish.length())))
          .satisfies(
              failure -> {
                assertThat(failure.actionNeeded()).isFalse();
                assertThat(failure.reason()).contains("127.0.0.1:");
              });
    }
  }

  @Test
  void aProxyThatHangsIsGivenUp() throws Exception {
    Script hanging =
        socket -> {
          ScriptedServer.readRequest(socket);
          ScriptedServer.awaitEnd(socket);
        };
    HttpTimeouts brief = new HttpTimeouts(SHORT, LONG, LONG, LONG, LONG);
    try (ScriptedServer proxy = new ScriptedServer(hanging);
        HttpClient client = client(proxy, "collect.example", true, ME, TlsFiles.NONE, brief)) {
      assertThat(failure(client).reason())
          .isEqualTo(
              "the proxy 127.0.0.1:"
                  + proxy.port()
                  + " gave no way to collect.example:8443 within 150 ms");
    }
  }

  @Test
  void anIpv6PeerIsNamedInBrackets() throws Exception {
    try (ScriptedServer proxy =
            new ScriptedServer(
                socket -> {
                  requests.add(ScriptedServer.readRequest(socket));
                  ScriptedServer.write(socket, "HTTP/1.1 502 No\r\n\r\n");
                });
        HttpClient client = client(proxy, "2001:db8::1", true, HttpProxy.Credentials.NONE)) {
      assertThat(failure(client).reason()).contains("[2001:db8::1]:8443");
    }
    assertThat(requests.get(0))
        .startsWith("CONNECT [2001:db8::1]:8443 HTTP/1.1\r\n")
        .doesNotContainIgnoringCase("proxy-authorization");
  }

  private Failure refusal(String answer) throws Exception {
    try (ScriptedServer proxy = new ScriptedServer(ScriptedServer.answering(answer));
        HttpClient client = client(proxy, "collect.example", true, ME)) {
      return failure(client);
    }
  }

  private static Failure failure(HttpClient client) throws Exception {
    HttpResult result = send(client, "x");
    assertThat(result).isInstanceOf(Failure.class);
    return (Failure) result;
  }

  private HttpClient client(
      ScriptedServer proxy, String host, boolean tls, HttpProxy.Credentials credentials) {
    return client(proxy, host, tls, credentials, TlsFiles.NONE, PATIENT);
  }

  private HttpClient client(
      ScriptedServer proxy,
      String host,
      boolean tls,
      HttpProxy.Credentials credentials,
      TlsFiles files,
      HttpTimeouts timeouts) {
    return new HttpClient(
        loop,
        new HttpClientSettings(
            new HttpEndpoint(host, 8443, tls),
            timeouts,
            files,
            Optional.empty(),
            Optional.of(
                new HttpProxy(new HttpEndpoint("127.0.0.1", proxy.port(), false), credentials)),
            1));
  }

  private static TlsFiles trusting(TestIdentity identity) {
    return new TlsFiles(Optional.of(identity.ca()), Optional.empty(), Optional.empty());
  }

  private static HttpClientSettings settings(
      HttpEndpoint peer, HttpEndpoint proxy, HttpProxy.Credentials credentials) {
    return new HttpClientSettings(
        peer,
        PATIENT,
        TlsFiles.NONE,
        Optional.empty(),
        Optional.of(new HttpProxy(proxy, credentials)),
        1);
  }

  /** A proxy for one connection. */
  private Script relayTo(ScriptedServer server) {
    return socket -> {
      requests.add(ScriptedServer.readRequest(socket));
      try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
        ScriptedServer.write(socket, GRANTED);
        CompletableFuture<Void> back = CompletableFuture.runAsync(() -> pass(onward, socket));
        pass(socket, onward);
        back.join();
      }
    };
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ScriptedServer tls(TestIdentity identity, Script... scripts) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity.store(), identity.password());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), new TrustManager[0], new SecureRandom());
    return new ScriptedServer(
        context
            .getServerSocketFactory()
            .createServerSocket(0, 10, InetAddress.getLoopbackAddress()),
        scripts);
  }
}
