// What the page uses of vis-network, which comes with pyvis and is loaded before the page's own script.

declare namespace vis {
  interface Position {
    x: number;
    y: number;
  }

  interface Item {
    id: number;
    x: number;
    y: number;
    shape: "custom";
    ctxRenderer(): { drawNode(): void; nodeDimensions: { width: number; height: number } };
  }

  interface Animation {
    duration: number;
    easingFunction: string;
  }

  class DataSet {
    getIds(): number[];
    remove(ids: number[]): void;
    update(items: Item[]): void;
  }

  class Network {
    constructor(container: HTMLElement, data: { nodes: DataSet; edges: DataSet }, options: object);
    on(event: "beforeDrawing", listener: (context: CanvasRenderingContext2D) => void): void;
    on(event: "click" | "doubleClick", listener: (event: { pointer: { DOM: Position } }) => void): void;
    redraw(): void;
    getScale(): number;
    getNodeAt(point: Position): number | undefined;
    DOMtoCanvas(point: Position): Position;
    canvasToDOM(point: Position): Position;
    moveTo(options: { position: Position; scale: number; animation: false | Animation }): void;
  }
}
