package io.groundwatch.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The cases of AWS's own Signature Version 4 test suite, with the signatures that it publishes. */
class SigV4Test {
  private static final AwsCredentials KEYS =
      AwsCredentials.lasting("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
  private static final long NANOS =
      Instant.parse("2015-08-30T12:36:00Z").getEpochSecond() * 1_000_000_000L;
  private static final SigV4 SIGNER = new SigV4("us-east-1", "service");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "get-vanilla, GET, /, 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
    "post-vanilla, POST, /, 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
    "get-vanilla-query-order-key-case, GET, /?Param2=value2&Param1=value1,"
        + " b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
    "get-utf8, GET, /\u1234, 8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85",
    "get-space, GET, /example space/,"
        + " 652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741",
  })
  void signsAsTheSuiteSays(String name, String method, String target, String signature) {
    Map<String, String> headers = SIGNER.sign(request(method, target, Map.of(), ""), KEYS, NANOS);
    assertThat(headers)
        .containsEntry("X-Amz-Date", "20150830T123600Z")
        .containsEntry(
            "Authorization",
            "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request,"
                + " SignedHeaders=host;x-amz-date, Signature="
                + signature);
  }

  @Test
  void signsATokenAsTheSuiteSays() {
    AwsCredentials session =
        new AwsCredentials(
            KEYS.accessKeyId(),
            KEYS.secretAccessKey(),
            Optional.of(
                "AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAe"
                    + "MicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2"
                    + "wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9"
                    + "q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYv"
                    + "KTr4rvx3iSIlTJabIQwj2ICCR/oLxBA=="),
            OptionalLong.empty());
    assertThat(SIGNER.sign(request("POST", "/", Map.of(), ""), session, NANOS).get("Authorization"))
        .endsWith(
            "SignedHeaders=host;x-amz-date;x-amz-security-token,"
                + " Signature=85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead");
  }

  @Test
  void signsWhatIsAmazonsAndNothingThatAProxyMayChange() {
    Map<String, String> headers =
        Map.of(
            "Content-Type", "application/json",
            "X-Amz-Target", "A.B",
            "User-Agent", "x",
            "Content-Encoding", "gzip");
    assertThat(SIGNER.sign(request("POST", "/", headers, "{}"), KEYS, NANOS).get("Authorization"))
        .contains("SignedHeaders=content-type;host;x-amz-date;x-amz-target,");
  }

  @Test
  void everyPartOfTheRequestCounts() {
    String plain = signature(request("POST", "/", Map.of(), "a"), KEYS);
    assertThat(signature(request("POST", "/", Map.of(), "b"), KEYS)).isNotEqualTo(plain);
    assertThat(signature(request("POST", "/x", Map.of(), "a"), KEYS)).isNotEqualTo(plain);
    assertThat(signature(request("POST", "/?x", Map.of(), "a"), KEYS)).isNotEqualTo(plain);
    assertThat(
            signature(
                request("POST", "/", Map.of(), "a"),
                AwsCredentials.lasting("AKIDEXAMPLE", "other")))
        .isNotEqualTo(plain);
  }

  @Test
  void credentialsShowNoSecret() {
    assertThat(KEYS).hasToString("AwsCredentials[AKIDEXAMPLE]");
  }

  private static String signature(SigV4.Request request, AwsCredentials credentials) {
    return SIGNER.sign(request, credentials, NANOS).getOrDefault("Authorization", "");
  }

  private static SigV4.Request request(
      String method, String target, Map<String, String> headers, String body) {
    return new SigV4.Request(
        method, "example.amazonaws.com", target, headers, body.getBytes(UTF_8));
  }
}
