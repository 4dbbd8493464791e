package io.groundwatch.output;

import io.groundwatch.codec.RecordReader;
import io.groundwatch.net.HttpResult.Answer;
import java.io.IOException;

/**
 * How a destination wants records, and what it says about them. Sends may overlap: what it keeps
 * between calls, any thread may touch.
 */
public interface Protocol {
  /**
   * What carries these records; the same records make the same requests. Called by the lane's
   * thread.
   *
   * @throws IOException where the records cannot be read
   */
  PartRequests requests(RecordReader records) throws IOException;

  /**
   * What an answer means. Called by the client's thread; does not wait.
   *
   * @param said the answer as a person may see it
   */
  Reply reply(WireRequest request, Answer answer, AnswerWords said);
}
