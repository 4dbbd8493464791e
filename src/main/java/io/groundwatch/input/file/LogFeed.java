package io.groundwatch.input.file;

import io.groundwatch.model.Coverage;
import io.groundwatch.model.SourceId;
import io.groundwatch.pipeline.LogBatcher;
import java.util.Map;

/**
 * One lane as the file input sees it.
 *
 * @param lane its name
 * @param batcher where lines for it go
 * @param coverage what it had taken care of when it was opened
 */
public record LogFeed(String lane, LogBatcher batcher, Map<SourceId, Coverage> coverage) {}
