/** Style sheets are bundled as text and put into shadow roots. */
declare module '*.css' {
  const text: string;
  export default text;
}
