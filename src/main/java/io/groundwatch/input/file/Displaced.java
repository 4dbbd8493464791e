package io.groundwatch.input.file;

/**
 * A tail whose generation is no longer in its file.
 *
 * @param tail the cursor, where it was when the file was cut
 * @param identity what the file was known by until then
 */
record Displaced(FileTail tail, FileTail.Identity identity) {}
