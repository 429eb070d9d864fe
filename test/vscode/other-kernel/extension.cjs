/** Registers a notebook controller that takes Python and JavaScript cells and answers each with "other kernel". */
const vscode = require('vscode');

exports.activate = (context) => {
  const controller = vscode.notebooks.createNotebookController('other', 'jupyter-notebook', 'Other Kernel');
  controller.supportedLanguages = ['python', 'javascript'];
  controller.executeHandler = async (cells) => {
    for (const cell of cells) await execute(controller.createNotebookCellExecution(cell));
  };
  context.subscriptions.push(controller);
};

async function execute(execution) {
  execution.start(Date.now());
  const item = vscode.NotebookCellOutputItem.text('other kernel');
  await execution.replaceOutput(new vscode.NotebookCellOutput([item]));
  execution.end(true, Date.now());
}
