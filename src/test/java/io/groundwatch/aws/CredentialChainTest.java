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
import io.groundwatch.runtime.SystemTimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each place where AWS's tools find credentials, played by a server of the test. */
class CredentialChainTest {
  private static final String OF_ROLE =
      """
      {"Code":"Success","AccessKeyId":"AKR","SecretAccessKey":"skr","Token":"tok",
       "Expiration":"2030-01-01T00:00:00Z"}
      """;
  private static final OptionalLong EXPIRES = OptionalLong.of(1_893_456_000_000_000_000L);
  private static final AwsCredentials ROLE =
      new AwsCredentials("AKR", "skr", Optional.of("tok"), EXPIRES);
  private static final String OF_STS =
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <Credentials><AccessKeyId>AKR</AccessKeyId><SecretAccessKey>skr</SecretAccessKey>
      <SessionToken>tok</SessionToken><Expiration>2030-01-01T00:00:00Z</Expiration></Credentials>
      </AssumeRoleResult></AssumeRoleResponse>
      """;

  private final NetLoop loop = NetLoop.open("net");
  private final Map<String, String> environment = new HashMap<>();
  @TempDir private Path home;
  private RecordingServer server;

  @BeforeEach
  void open() throws IOException {
    server = new RecordingServer(CredentialChainTest::answer);
    environment.put("HOME", home.toString());
    environment.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", server.url("/imds").toString());
    environment.put("AWS_ENDPOINT_URL_STS", server.url("/sts").toString());
  }

  @AfterEach
  void close() {
    server.close();
    loop.close();
  }

  private static Answer answer(Request request) {
    String path = request.uri().getPath();
    boolean trusted = request.header("x-aws-ec2-metadata-token").equals("t1");
    return switch (path) {
      case "/imds/latest/api/token" -> Answer.of(200, "t1");
      case "/imds/latest/meta-data/placement/region" ->
          trusted ? Answer.of(200, "eu-north-1") : Answer.of(401, "");
      case "/imds/latest/meta-data/iam/security-credentials/" ->
          trusted ? Answer.of(200, "web\n") : Answer.of(401, "");
      case "/imds/latest/meta-data/iam/security-credentials/web" ->
          trusted ? Answer.of(200, OF_ROLE) : Answer.of(401, "");
      case "/sts" ->
          request.text().contains("denied")
              ? Answer.of(
                  403,
                  "<ErrorResponse><Error><Code>AccessDenied</Code><Message>not you</Message>"
                      + "</Error></ErrorResponse>")
              : Answer.of(200, OF_STS);
      case "/container" ->
          request.header("authorization").equals("let me in")
              ? Answer.of(200, OF_ROLE)
              : Answer.of(403, "");
      default -> Answer.of(404, "");
    };
  }

  @Test
  void theEnvironmentGoesFirst() throws Exception {
    environment.put("AWS_ACCESS_KEY_ID", "AKE");
    environment.put("AWS_SECRET_ACCESS_KEY", "ske");
    environment.put("AWS_SESSION_TOKEN", "toke");
    assertThat(find())
        .isEqualTo(new AwsCredentials("AKE", "ske", Optional.of("toke"), OptionalLong.empty()));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aWebIdentityIsTradedForARole() throws Exception {
    Path token = Files.writeString(home.resolve("token"), "eyJ+/=\n");
    environment.put("AWS_WEB_IDENTITY_TOKEN_FILE", token.toString());
    environment.put("AWS_ROLE_ARN", "arn:aws:iam::1:role/a");
    assertThat(find()).isEqualTo(ROLE);
    assertThat(server.request(0).text())
        .isEqualTo(
            "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
                + "&RoleArn=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fa&RoleSessionName=groundwatch"
                + "&WebIdentityToken=eyJ%2B%2F%3D");
    assertThat(server.request(0).header("authorization")).isEmpty();
  }

  @Test
  void theSharedFilesAreReadCredentialsBeforeConfig() throws Exception {
    file(
        "credentials",
        """
        # a comment
        [other]
        aws_access_key_id = X
        [default]
        aws_access_key_id = AKF
        aws_secret_access_key=skf  # and why
        """);
    file(
        "config",
        """
        [default]
        region = eu-west-3
        aws_access_key_id = never
        s3 =
          aws_secret_access_key = nested
        """);
    assertThat(find()).isEqualTo(AwsCredentials.lasting("AKF", "skf"));
    assertThat(regions().local()).contains("eu-west-3");
  }

  @Test
  void aProfileMayTakeARoleWithAnother() throws Exception {
    environment.put("AWS_PROFILE", "prod");
    file("credentials", "[base]\naws_access_key_id = AKF\naws_secret_access_key = skf\n");
    file("config", "[profile prod]\nrole_arn = arn:r\nsource_profile = base\nexternal_id = e1\n");
    assertThat(find()).isEqualTo(ROLE);
    assertThat(server.request(0).text())
        .contains("Action=AssumeRole&")
        .contains("RoleArn=arn%3Ar")
        .contains("ExternalId=e1");
    assertThat(server.request(0).header("authorization"))
        .contains("Credential=AKF/")
        .contains("/eu-west-1/sts/aws4_request");
  }

  @Test
  void aProfileMayRunACommandAlsoForAnotherOnesRole() throws Exception {
    String json = "{\"Version\":1,\"AccessKeyId\":\"AKP\",\"SecretAccessKey\":\"skp\"}";
    file(
        "config",
        "[profile site]\ncredential_process = /bin/echo '%s'\n".formatted(json)
            + "[profile prod]\nrole_arn = arn:r\nsource_profile = site\n");
    environment.put("AWS_PROFILE", "site");
    assertThat(find()).isEqualTo(AwsCredentials.lasting("AKP", "skp"));
    environment.put("AWS_PROFILE", "prod");
    assertThat(find()).isEqualTo(ROLE);
    assertThat(server.request(0).header("authorization")).contains("Credential=AKP/");
  }

  @Test
  void aProfilesKeysGoBeforeItsCommandAndAFailedCommandBeforeOtherPlaces() throws Exception {
    file("config", "[default]\ncredential_process = /bin/false\n");
    assertThatThrownBy(this::find)
        .hasMessage("the profile default: credential_process /bin/false failed with status 1");
    file("credentials", "[default]\naws_access_key_id = AKF\naws_secret_access_key = skf\n");
    assertThat(find()).isEqualTo(AwsCredentials.lasting("AKF", "skf"));
    assertThat(server.requests()).isEmpty();
  }

  @Test
  void aProfileThatIsAskedForAndGivesNothingIsAFault() throws Exception {
    environment.put("AWS_PROFILE", "prdo");
    assertThatThrownBy(this::find).isInstanceOf(IOException.class).hasMessageContaining("prdo");
    file(
        "config",
        """
        [profile prdo]
        role_arn = a
        source_profile = b
        [profile b]
        role_arn = a
        source_profile = prdo
        """);
    assertThatThrownBy(this::find).hasMessageContaining("too many source_profiles");
  }

  @Test
  void aContainerIsAskedWithItsToken() throws Exception {
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", server.url("/container").toString());
    environment.put("AWS_CONTAINER_AUTHORIZATION_TOKEN", "let me in");
    assertThat(find()).isEqualTo(ROLE);
  }

  @Test
  void aContainersTokenGoesToNoOtherHostInTheClear() {
    environment.put("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://example.org/x");
    assertThatThrownBy(this::find).hasMessageContaining("neither https:");
  }

  @Test
  void anInstanceIsAskedLastWithItsToken() throws Exception {
    assertThat(find()).isEqualTo(ROLE);
    assertThat(server.request(0).method()).isEqualTo("PUT");
    assertThat(regions().local()).isEmpty();
    assertThat(regions().ofInstance()).isEqualTo("eu-north-1");
  }

  @Test
  void whereThereIsNothingItSaysWhatToDo() {
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    assertThatThrownBy(this::find)
        .hasMessageContaining("AWS_ACCESS_KEY_ID")
        .hasMessageContaining("~/.aws/credentials");
    assertThatThrownBy(() -> regions().ofInstance()).hasMessageContaining("set \"region\"");
  }

  @Test
  void aRoleIsTakenWithWhatWasFound() throws Exception {
    environment.put("AWS_ACCESS_KEY_ID", "AKE");
    environment.put("AWS_SECRET_ACCESS_KEY", "ske");
    assertThat(find(Optional.of(new AwsRole("arn:x", Optional.empty())))).isEqualTo(ROLE);
    assertThat(server.request(0).header("authorization")).contains("Credential=AKE/");
    assertThatThrownBy(() -> find(Optional.of(new AwsRole("arn:denied", Optional.empty()))))
        .hasMessage("the role arn:denied cannot be taken: STS answered 403: AccessDenied: not you");
  }

  private AwsCredentials find() throws IOException {
    return find(Optional.empty());
  }

  private AwsCredentials find(Optional<AwsRole> role) throws IOException {
    return new CredentialChain(
            new CredentialChain.Wanted(Optional.empty(), Optional.empty(), role),
            http(),
            http(),
            "eu-west-1",
            environment,
            new SystemTimeSource())
        .find()
        .orElseThrow();
  }

  private RegionChain regions() {
    return new RegionChain(Optional.empty(), http(), environment);
  }

  private AwsHttp http() {
    HttpTimeouts timeouts = HttpTimeouts.ofRequest(Duration.ofSeconds(20));
    return new AwsHttp(
        loop, endpoint -> HttpClientSettings.direct(endpoint, timeouts, TlsFiles.NONE));
  }

  private void file(String name, String text) throws IOException {
    Files.createDirectories(home.resolve(".aws"));
    Files.writeString(home.resolve(".aws").resolve(name), text);
  }
}
