package io.groundwatch.input.file;

import io.groundwatch.model.FileKey;
import io.groundwatch.model.Fingerprint;

/**
 * What positions say of the file that they are in.
 *
 * @param key device and inode
 * @param head fingerprint of the first bytes
 * @param path to which its events are filed
 */
record FileLabel(FileKey key, Fingerprint head, String path) {}
