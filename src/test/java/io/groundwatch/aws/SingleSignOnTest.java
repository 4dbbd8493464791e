package io.groundwatch.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundwatch.net.HttpClientSettings;
import io.groundwatch.net.HttpTimeouts;
import io.groundwatch.net.NetLoop;
import io.groundwatch.net.TlsFiles;
import io.groundwatch.output.RecordingServer;
import io.groundwatch.output.RecordingServer.Answer;
import io.groundwatch.output.RecordingServer.Request;
import io.groundwatch.runtime.FakeTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Single sign-on, against a portal and a token service of the test. */
class SingleSignOnTest {
  private static final String CONFIG =
      """
      [profile dev]
      sso_session = corp
      sso_account_id = 123456789012
      sso_role_name = Agent+Role
      [sso-session corp]
      sso_start_url = https://corp.awsapps.com/start
      sso_region = eu-central-1
      sso_registration_scopes = sso:account:access
      """;

  /** The hash of {@code corp}, as {@code sha1sum} gives it. */
  private static final String OF_SESSION = "ee0bfd2552fbd840c02cc48b6e823320543c450f.json";

  /** The hash of the start URL. */
  private static final String OF_URL = "a51746d4aa793ae07b25e90c3a5db96fc7832bd7.json";

  private static final String RENEWED =
      "{\"accessToken\":\"at2\",\"expiresIn\":28800,\"refreshToken\":\"rt2\",\"tokenType\":\"Bearer\"}";
  private static final String LOGIN = "run aws sso login --profile dev, as the agent's user";
  private static final String PLACE = "the profile dev: single sign-on: ";

  private final NetLoop loop = NetLoop.open("net");
  private final FakeTime time = new FakeTime();
  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path home;
  private RecordingServer server;
  private Answer ofTokens = Answer.of(200, RENEWED);

  @BeforeEach
  void open() throws IOException {
    server = new RecordingServer(this::answer);
    environment.put("HOME", home.toString());
    environment.put("AWS_PROFILE", "dev");
    environment.put("AWS_ENDPOINT_URL_SSO", server.url("/portal/").toString());
    environment.put("AWS_ENDPOINT_URL_SSO_OIDC", server.url("/oidc").toString());
    Files.createDirectories(home.resolve(".aws/sso/cache"));
    Files.writeString(home.resolve(".aws/config"), CONFIG);
  }

  @AfterEach
  void close() {
    server.close();
    loop.close();
  }

  private Answer answer(Request request) {
    if (request.uri().getPath().equals("/oidc/token")) {
      return ofTokens;
    }
    return request.header("x-amz-sso_bearer_token").startsWith("at")
        ? Answer.of(
            200,
            "{\"roleCredentials\":{\"accessKeyId\":\"AKS\",\"secretAccessKey\":\"sks\","
                + "\"sessionToken\":\"toks\",\"expiration\":1893456000000}}")
        : Answer.of(401, "{\"message\":\"Session token not found or invalid\"}");
  }

  @Test
  void theTokenIsTradedForTheRole() throws Exception {
    token(OF_SESSION, "at1", Duration.ofHours(1), Duration.ofDays(30));
    assertThat(find())
        .isEqualTo(
            new AwsCredentials(
                "AKS", "sks", Optional.of("toks"), OptionalLong.of(1_893_456_000_000_000_000L)));
    assertThat(server.requests()).hasSize(1);
    Request request = server.request(0);
    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.uri())
        .hasToString(
            "/portal/federation/credentials?role_name=Agent%2BRole&account_id=123456789012");
    assertThat(request.header("x-amz-sso_bearer_token")).isEqualTo("at1");
  }

  @Test
  void aProfileMayNameThePortalItself() throws Exception {
    Files.writeString(
        home.resolve(".aws/config"),
        """
        [profile dev]
        sso_start_url = https://corp.awsapps.com/start
        sso_region = eu-central-1
        sso_account_id = 1
        sso_role_name = R
        """);
    Files.writeString(
        home.resolve(".aws/sso/cache").resolve(OF_URL),
        "{\"accessToken\":\"at1\",\"expiresAt\":\"2999-01-01T00:00:00UTC\"}");
    assertThat(find().accessKeyId()).isEqualTo("AKS");
  }

  @Test
  void aTokenIsRenewedBeforeItExpiresWhereAwsToolsFindIt() throws Exception {
    Path file = token(OF_SESSION, "at1", Duration.ofMinutes(10), Duration.ofDays(30));
    assertThat(find().accessKeyId()).isEqualTo("AKS");
    assertThat(server.request(0).header("content-type")).isEqualTo("application/json");
    assertThat(server.request(0).text())
        .isEqualTo(
            "{\"grantType\":\"refresh_token\",\"clientId\":\"ci\",\"clientSecret\":\"cs\","
                + "\"refreshToken\":\"rt1\"}");
    assertThat(server.request(1).header("x-amz-sso_bearer_token")).isEqualTo("at2");
    SsoToken kept = SsoToken.read(file).orElseThrow();
    assertThat(kept.accessToken()).isEqualTo("at2");
    assertThat(kept.get("refreshToken")).isEqualTo("rt2");
    assertThat(kept.get("expiresAt")).isEqualTo(now(Duration.ofHours(8)));
    assertThat(kept.get("startUrl")).isEqualTo("https://corp.awsapps.com/start");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
    try (var files = Files.list(file.getParent())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void oneThatHoldsIsUsedWhileItCannotBeRenewed() throws Exception {
    token(OF_SESSION, "at1", Duration.ofMinutes(10), Duration.ofDays(30));
    ofTokens = Answer.of(400, "{\"error\":\"invalid_grant\"}");
    assertThat(find().accessKeyId()).isEqualTo("AKS");
    assertThat(server.request(1).header("x-amz-sso_bearer_token")).isEqualTo("at1");
  }

  @Test
  void oneThatSomebodyElseRenewedMeanwhileIsUsed() throws Exception {
    token(OF_SESSION, "at1", Duration.ofMinutes(-1), Duration.ofDays(30));
    server.answer(
        request -> {
          if (request.uri().getPath().equals("/oidc/token")) {
            write(OF_SESSION, "at3", Duration.ofHours(8), Duration.ofDays(30));
            return Answer.of(400, "{\"error\":\"invalid_grant\"}");
          }
          return answer(request);
        });
    assertThat(find().accessKeyId()).isEqualTo("AKS");
    assertThat(server.request(1).header("x-amz-sso_bearer_token")).isEqualTo("at3");
  }

  @Test
  void anExpiredOneSaysWhatToDo() throws Exception {
    assertThatThrownBy(this::find)
        .hasMessageStartingWith(PLACE + "there is no token in " + home)
        .hasMessageEndingWith(LOGIN);
    token(OF_SESSION, "at1", Duration.ofMinutes(-1), Duration.ofDays(-1));
    assertThatThrownBy(this::find).hasMessage(PLACE + "the token has expired: " + LOGIN);
    assertThat(server.requests()).isEmpty();
    token(OF_SESSION, "gone", Duration.ofHours(1), Duration.ofDays(30));
    assertThatThrownBy(this::find)
        .hasMessage(PLACE + "the token is not accepted any more: " + LOGIN);
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    Files.writeString(home.resolve(".aws/config"), CONFIG.replace("[sso-session corp]", "[x]"));
    assertThatThrownBy(this::find)
        .hasMessage("the profile dev: single sign-on needs sso_start_url");
  }

  private AwsCredentials find() throws IOException {
    HttpTimeouts timeouts = HttpTimeouts.ofRequest(Duration.ofSeconds(20));
    AwsHttp http =
        new AwsHttp(loop, endpoint -> HttpClientSettings.direct(endpoint, timeouts, TlsFiles.NONE));
    return new CredentialChain(
            new CredentialChain.Wanted(Optional.empty(), Optional.empty(), Optional.empty()),
            http,
            http,
            "eu-west-1",
            environment,
            time)
        .find()
        .orElseThrow();
  }

  private String now(Duration later) {
    return Instant.ofEpochSecond(0, time.wallNanos()).plus(later).toString();
  }

  private Path write(String name, String token, Duration life, Duration registration) {
    try {
      return token(name, token, life, registration);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As AWS's command line tool writes it. */
  private Path token(String name, String token, Duration life, Duration registration)
      throws IOException {
    return Files.writeString(
        home.resolve(".aws/sso/cache").resolve(name),
        """
        {"startUrl": "https://corp.awsapps.com/start", "region": "eu-central-1",
         "accessToken": "%s", "expiresAt": "%s", "clientId": "ci", "clientSecret": "cs",
         "registrationExpiresAt": "%s", "refreshToken": "rt1"}
        """
            .formatted(token, now(life), now(registration)));
  }
}
