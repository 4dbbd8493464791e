package io.groundwatch.output.cloudwatch;

/**
 * What a request to CloudWatch Logs is for.
 *
 * @param kind of request
 * @param group that it is about
 * @param stream that it is about
 */
record LogStep(Kind kind, String group, String stream) {
  enum Kind {
    PUT("logs:PutLogEvents"),
    /** After the stream was made. */
    PUT_AGAIN("logs:PutLogEvents"),
    CREATE_STREAM("logs:CreateLogStream"),
    /** After the group was made. */
    CREATE_STREAM_AGAIN("logs:CreateLogStream"),
    CREATE_GROUP("logs:CreateLogGroup"),
    SET_RETENTION("logs:PutRetentionPolicy");

    private final String action;

    Kind(String action) {
      this.action = action;
    }

    /** As policies name it. */
    String action() {
      return action;
    }
  }

  LogStep as(Kind other) {
    return new LogStep(other, group, stream);
  }
}
