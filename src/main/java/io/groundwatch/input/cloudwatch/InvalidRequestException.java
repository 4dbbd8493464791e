package io.groundwatch.input.cloudwatch;

/** A request that CloudWatch would refuse; the text says why, as it would. */
final class InvalidRequestException extends Exception {
  private static final long serialVersionUID = 1;
  private final String code;

  InvalidRequestException(String code, String message) {
    super(message);
    this.code = code;
  }

  /** Of the error, as CloudWatch names it. */
  String code() {
    return code;
  }
}
