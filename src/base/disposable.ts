/** Something that must be let go of; calling `dispose` twice is harmless. */
export interface Disposable {
  dispose(): void;
}

/** Owns disposables and lets go of them in reverse order. What is added after disposal is disposed at once. */
export class DisposableStore implements Disposable {
  private readonly owned: Disposable[] = [];
  private disposed = false;

  /** Takes ownership of `item` and returns it. */
  add<T extends Disposable>(item: T): T {
    if (this.disposed) item.dispose();
    else this.owned.push(item);
    return item;
  }

  dispose(): void {
    this.disposed = true;
    for (const item of this.owned.splice(0).reverse()) item.dispose();
  }
}

/** Wraps a function as a disposable that runs it once. */
export function toDisposable(letGo: () => void): Disposable {
  let done = false;
  return {
    dispose() {
      if (done) return;
      done = true;
      letGo();
    },
  };
}
