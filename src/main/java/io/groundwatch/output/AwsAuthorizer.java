package io.groundwatch.output;

import io.groundwatch.aws.AwsCredentials;
import io.groundwatch.aws.CredentialCache;
import io.groundwatch.aws.SigV4;
import io.groundwatch.net.HttpRequestSpec;
import io.groundwatch.runtime.TimeSource;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Signs requests to AWS with credentials that are renewed before they expire. Any thread. */
public final class AwsAuthorizer implements Authorizer {
  private final SigV4 signer;
  private final CredentialCache credentials;
  private final String host;
  private final TimeSource time;

  /**
   * Signs requests to one host.
   *
   * @param host as the {@code Host} header has it
   */
  public AwsAuthorizer(SigV4 signer, CredentialCache credentials, String host, TimeSource time) {
    this.signer = signer;
    this.credentials = credentials;
    this.host = host;
    this.time = time;
  }

  @Override
  public Map<String, String> headers(HttpRequestSpec request) throws IOException {
    return signed(request, credentials.current());
  }

  @Override
  public Optional<Map<String, String>> headersNow(HttpRequestSpec request) {
    return credentials.now().map(known -> signed(request, known));
  }

  private Map<String, String> signed(HttpRequestSpec request, AwsCredentials known) {
    return signer.sign(
        new SigV4.Request(
            request.method(), host, request.target(), request.headers(), request.body()),
        known,
        time.wallNanos());
  }

  @Override
  public void refused() {
    credentials.forget();
  }
}
