/**
 * Hands messages to a webview and knows whether the last one has arrived. A window that is gone takes none, and what
 * the editor keeps for it would fill its memory: whoever has something to say waits until the last word was heard.
 */
export class MessageFlow<Message> {
  private underWay: PromiseLike<unknown> | undefined;

  /**
   * @param send settles when the message has arrived, or never will
   * @param onFree told when the last message has arrived
   */
  constructor(
    private readonly send: (message: Message) => PromiseLike<unknown>,
    private readonly onFree: () => void,
  ) {}

  /** Whether a message is still on its way. */
  get isBusy(): boolean {
    return this.underWay !== undefined;
  }

  post(message: Message): void {
    const sent = this.send(message);
    this.underWay = sent;
    const arrived = () => {
      if (this.underWay !== sent) return;
      this.underWay = undefined;
      this.onFree();
    };
    sent.then(arrived, arrived);
  }

  /** A new page listens: what was on its way to the last one is of no interest. */
  restart(): void {
    this.underWay = undefined;
  }
}
