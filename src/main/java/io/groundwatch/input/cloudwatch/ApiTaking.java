package io.groundwatch.input.cloudwatch;

import io.groundwatch.pipeline.LaneSet;

/** Takes requests for one operation, record by record, as lanes have room. The input's thread. */
interface ApiTaking {
  /** Where records go. */
  LaneSet lanes();

  /** Reads a request, all of it, before any of it is taken. */
  void of(Call call) throws InvalidRequestException;

  /** Takes what there is room for. Returns whether all of it was taken. */
  boolean take();

  /** What is answered to the request, of which all was taken: a JSON object. It is let go of. */
  String end();
}
