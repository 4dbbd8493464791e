package io.groundwatch.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundwatch.net.HttpResult.Answer;
import io.groundwatch.pipeline.Outcome;
import io.groundwatch.runtime.SystemTimeSource;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpOutcomesTest {
  private static final String URL = "https://central.example/in";
  private static final ServerWords NO_SECRETS = new ServerWords(Map.of(), "");

  private final HttpOutcomes outcomes = new HttpOutcomes(URL, new SystemTimeSource());

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204, 206, 299})
  void everySuccessIsDelivered(int status) {
    assertThat(of(status, "")).isEqualTo(new Outcome.Delivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 507, 520, 599})
  void whatPassesIsTriedAgain(int status) {
    assertThat(of(status, "busy"))
        .isEqualTo(new Outcome.Retry(URL + " answered " + status + ": \"busy\"", Duration.ZERO));
  }

  @Test
  void theWaitThatIsAskedForIsPassedOn() {
    Answer answer = new Answer(429, Map.of("retry-after", "120"), "");
    assertThat(outcomes.of(answer, NO_SECRETS))
        .isEqualTo(new Outcome.Retry(URL + " answered 429", Duration.ofMinutes(2)));
  }

  @Test
  void tooMuchAtOnceIsTooLarge() {
    assertThat(of(413, "")).isEqualTo(new Outcome.TooLarge(URL + " answered 413"));
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 422})
  void aBadRecordIsRejected(int status) {
    assertThat(of(status, "line 3"))
        .isEqualTo(new Outcome.Rejected(URL + " answered " + status + ": \"line 3\""));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        101, 300, 301, 302, 304, 307, 308, 401, 403, 404, 405, 407, 409, 410, 411, 415, 418, 431,
        451, 501
      })
  void whatAPersonMustMendIsHeldWithARemedy(int status) {
    assertThat(of(status, "no"))
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held ->
                assertThat(held.reason())
                    .startsWith(URL + " answered " + status + ": \"no\". ")
                    .endsWith("."));
  }

  @Test
  void aRedirectNamesWhereToGoWithoutItsQuery() {
    Answer answer =
        new Answer(301, Map.of("Location", "https://u:p@new.example:8443/in?key=hidden"), "");
    assertThat(outcomes.of(answer, NO_SECRETS))
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held ->
                assertThat(held.reason())
                    .contains("to https://new.example:8443/in.")
                    .doesNotContain("hidden")
                    .doesNotContain("u:p"));
  }

  @Test
  void aRedirectToNonsenseIsNotRepeated() {
    Answer answer = new Answer(302, Map.of("Location", "ht tp://\u0007"), "");
    assertThat(outcomes.of(answer, NO_SECRETS))
        .isInstanceOfSatisfying(
            Outcome.Held.class,
            held -> assertThat(held.reason()).contains("Redirects are not followed"));
  }

  @Test
  void aSecretThatTheServerRepeatsIsHidden() {
    String basic = Base64.getEncoder().encodeToString("me:pass word".getBytes(UTF_8));
    ServerWords words =
        new ServerWords(
            Map.of("Authorization", "Basic " + basic, "X-Key", "k-123"), "token=in-query");
    String quoted =
        words.quote("Basic " + basic + " | " + basic + " | pass word | k-123 | /x?token=in-query");
    assertThat(quoted).isEqualTo("\"*** | *** | *** | *** | /x?***\"");
  }

  @Test
  void aPageIsQuotedAsABrowserShowsIt() {
    String page =
        """
        <!DOCTYPE html>
        <HTML><head><title>401 Authorization Required</title><style>a > b {}</style></head>
        <body><h1>401 Authorization <i>Required</i></h1><hr>nginx/1.22.1</body></html>
        """;
    assertThat(NO_SECRETS.quote(page)).isEqualTo("\"401 Authorization Required nginx/1.22.1\"");
    assertThat(NO_SECRETS.quote("<html><head><title>cut off")).isEmpty();
    assertThat(NO_SECRETS.quote("a < b > c")).isEqualTo("\"a < b > c\"");
  }

  @Test
  void foreignTextIsOneShortLine() {
    String quoted = NO_SECRETS.quote("a\r\nb\u001b[31m\tc" + "x".repeat(500));
    assertThat(quoted).startsWith("\"a b [31m c").endsWith("x…\"").hasSize(203);
  }

  private Outcome of(int status, String body) {
    return outcomes.of(new Answer(status, Map.of(), body), NO_SECRETS);
  }
}
