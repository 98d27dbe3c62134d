// Undoes `permessage-deflate`: https://www.rfc-editor.org/rfc/rfc7692#section-7.2.2

/** What a sender cuts off the end of each message. */
const cutOff = Buffer.from([0x00, 0x00, 0xff, 0xff]);

/** How far back a message may refer to what came before, whatever was agreed. */
const windowBytes = 32 * 1024;

const maxInflatedBytes = 64 * 1024 ** 2;

/** Inflates the messages of one direction, which go on where the last one ended. */
export class MessageInflater {
  #window = Buffer.alloc(0);

  /** Throws when the bytes can't be inflated; those of later messages can't be either then. */
  inflate(payload: Uint8Array): Buffer {
    const plain = zlib().inflateRawSync(Buffer.concat([payload, cutOff]), {
      // The message ends at a flush, not at the end of the stream.
      finishFlush: zlib().constants.Z_SYNC_FLUSH,
      maxOutputLength: maxInflatedBytes,
      ...(this.#window.length > 0 && { dictionary: this.#window }),
    });
    this.#window = Buffer.concat([this.#window, plain.subarray(-windowBytes)]).subarray(-windowBytes);
    return plain;
  }
}

/** Loaded when it is needed first: few connections compress, and every program would wait for it. */
function zlib(): typeof import('node:zlib') {
  return require('node:zlib');
}
